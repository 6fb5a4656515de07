import type { MarkdownIt } from './markdown-it.ts';

const TASK = /^\[([ xX])\](?=\s)/;

/** GFM 5.3, task list items: ☐ and ☑, since readers drop the check boxes that GFM makes of them. */
export function tasks(md: MarkdownIt): void {
  md.core.ruler.after('block', 'tasks', ({ tokens }) => {
    for (let i = 2; i < tokens.length; i++) {
      const text = tokens[i];
      if (text?.type !== 'inline' || tokens[i - 2]?.type !== 'list_item_open') continue;
      text.content = text.content.replace(TASK, (_, mark: string) => (mark === ' ' ? '☐' : '☑'));
    }
  });
}
