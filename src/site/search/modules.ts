/** Modules of the search page, compiled from browser/: the one that the page names, and those that it imports from beside it. */
export const searchModules = ['search.js', 'query.js', 'segments.js', 'tokens.js'] as const;
