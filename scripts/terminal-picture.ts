/** Draws what `npm start` prints in a fresh clone: `npm run picture` writes docs/terminal.svg. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { escapeMarkup } from '../src/text/escape.ts';

const columns = 104;
const lineHeight = 19;
const characterWidth = 8.43;

/** SGR parameters (ECMA-48, 8.3.117) that the program uses, as CSS; those that end one reset all. */
const styles: Readonly<Record<string, string>> = {
  '1': 'font-weight:bold',
  '2': 'fill-opacity:.65',
  '31': 'fill:#ff8f87',
  '32': 'fill:#a8d878',
  '33': 'fill:#f0c674',
  '36': 'fill:#8abeb7',
};

function printed(): string {
  const output = mkdtempSync(join(tmpdir(), 'hayloft-picture-'));
  const { stdout, stderr } = spawnSync(process.execPath, ['dist/cli.js', 'build', '--output', output], {
    encoding: 'utf8',
    env: { PATH: process.env.PATH, FORCE_COLOR: '1' },
  });
  rmSync(output, { recursive: true });
  return `\u001b[2m$\u001b[22m npm ci && npm start\n${stderr}${stdout}`.replace(
    /published in \S+,/,
    'published in output/,',
  );
}

/** Folds at a space, as a terminal would at any character. */
function folded(line: string): string[] {
  const visible = (text: string) => text.replace(/\u001b\[\d+m/g, '').length;
  const lines = [''];
  for (const word of line.split(/(?<= )/)) {
    const last = lines.at(-1) as string;
    if (last !== '' && visible(last + word) > columns) lines.push(`    ${word}`);
    else lines[lines.length - 1] = last + word;
  }
  return lines;
}

function spans(line: string): string {
  const active = new Set<string>();
  return line
    .split(/(\u001b\[\d+m)/)
    .map((part) => {
      const parameter = /^\u001b\[(\d+)m$/.exec(part)?.[1];
      if (parameter === undefined) {
        const style = [...active].map((each) => styles[each]).join(';');
        return part && `<tspan${style && ` style="${style}"`}>${escapeMarkup(part)}</tspan>`;
      }
      if (parameter in styles) active.add(parameter);
      else active.clear();
      return '';
    })
    .join('');
}

const lines = printed().trimEnd().split('\n').flatMap(folded);
const [width, height] = [Math.ceil(columns * characterWidth) + 32, lines.length * lineHeight + 32];
writeFileSync(
  'docs/terminal.svg',
  `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">
<title>What npm start prints</title>
<rect width="100%" height="100%" rx="8" fill="#22262b"/>
<g font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="14" fill="#d8dee4" style="white-space:pre" xml:space="preserve">
${lines.map((line, index) => `<text x="16" y="${30 + index * lineHeight}">${spans(line)}</text>`).join('\n')}
</g>
</svg>
`,
);
