import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All rules that judge pages as they are: WCAG 2.2 A and AA, best practice, and of those that
 * axe still tries out the ones that do not contradict others. */
const options: RunOptions = {
  resultTypes: ['violations'],
  rules: {
    // WCAG 2.2 AA, off by default
    'target-size': { enabled: true },
    'label-content-name-mismatch': { enabled: true },
    'css-orientation-lock': { enabled: true },
  },
};

/** What axe finds wrong with the page that is shown: `rule element`, each element once. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id} ${html.slice(0, 200)} ${failureSummary?.split('\n')[1] ?? ''}`),
  );
}
