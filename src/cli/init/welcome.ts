/** @param day `YYYY-MM-DD` */
export function welcomeArticle(day: string): string {
  return `---
title: Welcome
date: ${day}
tags: [hello]
---

This is an article: a Markdown file with *front matter* above it. Change it, or delete it and write another.

- \`date\` is when it was published, a day or a time such as \`${day}T08:00:00Z\`.
- \`source\` says where a clipping comes from, as a name or an address.
- \`tags\` each get a feed of their own.
- \`draft: true\` keeps an article out of every feed.

\`hayloft check\` names what is wrong with an article, \`hayloft explain\` says what becomes of one.
`;
}
