import { accepted, article, draft, type HostileCase, numbered, secret } from '../case.ts';

const wishes = [
  ...[
    'draft: true',
    'Draft: true',
    'draft: yes',
    'draft: "true"',
    'draft: on',
    'draft: 1',
    'publish: false',
    'publish: no',
  ],
  ...['published: false', 'status: draft', 'status: private', 'private: true'],
];

const comments = [
  `%%${secret}%%`,
  `%%\n${secret}\n%%`,
  `%%\n\n${secret}\n\nand more\n\n%%`,
  `Text %%${secret}%% text %%${secret}%% text.`,
  `- item %%${secret}%%\n- item`,
  `> quote %%${secret}%%`,
  `> %%\n> ${secret}\n> %%`,
  `## Heading %%${secret}%%`,
  `| a %%${secret}%% | b |\n| - | - |\n| c | %%${secret}%% |`,
  `Text[^1].\n\n[^1]: Note %%${secret}%%.`,
  `%%${secret} <b>bold</b> [link](https://example.org/${secret})%%`,
  `%%${secret}`,
  `Text.\n\n%%\n${secret}\n\nnever closed`,
  `<!-- ${secret} -->`,
  `<!--\n\n${secret}\n\n-->`,
  `Text <!-- ${secret} --> text.`,
  `<p>HTML <!-- ${secret} --></p>`,
  `<p title="x"><!-- ${secret}`,
  `<div>\n%%${secret}%%\n</div>`,
  `<!-- %% --> Text. %%${secret}%%`,
  `[link %%${secret}%%](https://example.org/)`,
  `**bold %%${secret}%%**`,
  `![alt %%${secret}%%](https://example.org/x.png)`,
];

export const held: readonly HostileCase[] = [
  ...numbered('held/wish', wishes, (field) => ({
    put: article(secret, `${field}\ntags: [${secret}]`),
    outcome: draft,
  })),
  ...numbered('held/wish-toml', ['draft = true', 'publish = false'], (field) => ({
    put: `+++\ntitle = "${secret}"\ndate = 2024-05-06\n${field}\n+++\n${secret}\n`,
    outcome: draft,
  })),
  ...numbered('held/future', ['2999-01-01', '9999-12-31T23:59:59Z', '"2100-02-28T10:00:00+14:00"'], (date) => ({
    put: `---\ntitle: ${secret}\ndate: ${date}\n---\n\n${secret}\n`,
    outcome: { is: 'held', code: 'held/future' } as const,
  })),
  // A wish that cannot be read must not be taken for consent.
  ...numbered('held/unclear', ['draft: maybe', 'draft: [true]', 'publish: later'], (field) => ({
    put: article(secret, field),
    outcome: { is: 'refused', codes: ['front-matter/bad-value'] } as const,
  })),
  {
    path: 'held/draft-and-broken.md',
    put: `---\ndraft: true\ntitle: ${secret}\ndate: 2024-02-30\nsource: javascript:x\n---\n${secret}\n`,
    outcome: draft,
  },
  ...numbered('held/comment', comments, (comment) => ({
    put: article(`Before it.\n\n${comment}`),
    outcome: accepted,
    shows: ['Before it.'],
  })),
  ...numbered('held/comment-first', comments, (comment) => ({
    put: article(`${comment}`, 'tags: [commented]'),
    outcome: accepted,
  })),
  ...numbered('held/comment-as-heading', ['%%', '<!--'], (open) => ({
    put: `---\ndate: 2024-05-06\n---\n${open} ${secret} ${open === '%%' ? '%%' : '-->'}\n\n# Heading\n\nText.\n`,
    outcome: accepted,
    title: 'Heading',
  })),
];
