/** What lies in a folder, by name. */
export interface FolderNames {
  /** Whether an article lies there. @param place Path in NFC. */
  isArticle(place: string): boolean;
  /** The path of a file as the file system spells it. @param place The same in NFC. */
  pathOf(place: string): string | undefined;
  /** The paths, in NFC, of all files of a name. @param name In NFC and lower case. */
  named(name: string): readonly string[];
}

/** Paths as one text, each between two separators: the threads are told them at once, and few of them are ever asked for. */
export function namesText(paths: readonly string[]): string {
  return paths.length === 0 ? '' : `${separator}${paths.join(separator)}${separator}`;
}

const separator = '\0';

/** @param articles Of {@link namesText}; paths in NFC. @param others The same; as the file system spells them. */
export function folderNames(articles: string, others: string): FolderNames {
  let articlePaths: Set<string> | undefined;
  let paths: Map<string, string> | undefined;
  let byName: Map<string, string[]> | undefined;
  const pathsIn = () => {
    paths ??= new Map([...split(articles), ...split(others)].map((path) => [path.normalize('NFC'), path]));
    return paths;
  };
  return {
    isArticle(place) {
      articlePaths ??= new Set(split(articles));
      return articlePaths.has(place);
    },
    pathOf: (place) => pathsIn().get(place),
    named(name) {
      byName ??= byFileName(pathsIn().keys());
      return byName.get(name) ?? [];
    },
  };
}

/** The same, for few questions: it looks through the texts and keeps nothing. */
export function rarelyAskedNames(articles: string, others: string): FolderNames {
  const slow = () => folderNames(articles, others);
  const isPlain = (text: string) => !/[^\0-\x7f]/.test(text);
  if (!isPlain(articles) || !isPlain(others)) return slow();
  const has = (text: string, path: string) => text.includes(separator + path + separator);
  let lower: { readonly articles: string; readonly others: string } | undefined;
  return {
    isArticle: (place) => has(articles, place),
    pathOf: (place) => (has(articles, place) || has(others, place) ? place : undefined),
    named(name) {
      lower ??= { articles: articles.toLowerCase(), others: others.toLowerCase() };
      return [...pathsEnding(articles, lower.articles, name), ...pathsEnding(others, lower.others, name)];
    },
  };
}

function* pathsEnding(text: string, lower: string, name: string): Generator<string> {
  const end = name + separator;
  for (let at = lower.indexOf(end); at >= 0; at = lower.indexOf(end, at + 1)) {
    const before = lower[at - 1];
    if (before !== '/' && before !== separator) continue;
    const from = text.lastIndexOf(separator, at - 1) + 1;
    yield text.slice(from, at + name.length);
  }
}

function split(text: string): string[] {
  return text === '' ? [] : text.slice(1, -1).split(separator);
}

function byFileName(paths: Iterable<string>): Map<string, string[]> {
  const names = new Map<string, string[]>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
    const same = names.get(name);
    if (same) same.push(path);
    else names.set(name, [path]);
  }
  return names;
}
