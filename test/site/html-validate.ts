import { HtmlValidate, StaticConfigLoader } from 'html-validate';

/**
 * All that html-validate knows of valid and accessible HTML, but for what is style and lies with the author of an
 * article, whose white space and whose telephone numbers stay as they are.
 */
const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:recommended', 'html-validate:a11y'],
    rules: {
      'no-trailing-whitespace': 'off',
      'tel-non-breaking': 'off',
      // Titles are the words of authors; how long one may be is advice to them.
      'long-title': 'off',
    },
  }),
);

/** What is wrong with a page: `rule line:column message`, each once. */
export async function findings(page: string): Promise<string[]> {
  const report = await validator.validateString(page, 'page.html');
  return report.results.flatMap(({ messages }) =>
    messages.map(({ ruleId, line, column, message }) => `${ruleId} ${line}:${column} ${message}`),
  );
}
