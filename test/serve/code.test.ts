import { createHash } from 'node:crypto';
import { pipeline } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { codedAhead, codedOnce, gzipOnTheWay, representationsOf } from '../../src/serve/code.ts';
import type { ServedDocument } from '../../src/serve/site.ts';

/** Text of words that come again, as in any language, in an order that does not. */
function textOf(length: number): Buffer {
  let text = '';
  for (let i = 0; text.length < length; i++) {
    const hash = createHash('sha256').update(String(i)).digest();
    for (const byte of hash) text += `${(byte * byte).toString(36)}${byte % 7 === 0 ? '.' : ''} `;
  }
  return Buffer.from(text.slice(0, length));
}

function documentOf(bytes: Buffer): ServedDocument {
  return { representations: representationsOf('0'.repeat(64), bytes.length, true, bytes) } as unknown as ServedDocument;
}

it.each([1, 1000, 64 * 1024, 256 * 1024 - 1, 256 * 1024, 256 * 1024 + 1, 1_000_000])(
  'codes %i bytes on the way to what they are coded to ahead: both have the same tag',
  async (length) => {
    const bytes = textOf(length);
    const { representations } = await codedAhead(documentOf(bytes));
    expect(representations.map(({ coding }) => coding)).toEqual(['br', 'gzip', 'identity']);
    const inPieces = function* () {
      for (let at = 0; at < length; at += 64 * 1024) yield bytes.subarray(at, at + 64 * 1024);
    };
    const pieces: Buffer[] = [];
    await pipeline(inPieces, gzipOnTheWay(), async (coded: AsyncIterable<Buffer>) => {
      for await (const piece of coded) pieces.push(piece);
    });
    expect(Buffer.concat(pieces).equals(representations[1]?.bytes as Buffer)).toBe(true);
  },
);

it('codes once what is asked for while it is being coded ahead', async () => {
  const document = documentOf(textOf(100_000));
  const asked = codedOnce(document.representations[2]?.bytes as Buffer, 'br');
  const { representations } = await codedAhead(document);
  expect(representations[0]?.bytes).toBe(await asked);
});

it('codes nothing that has no bytes, or is not held', async () => {
  expect(representationsOf('0'.repeat(64), 0, true, Buffer.alloc(0)).map(({ coding }) => coding)).toEqual(['identity']);
  const notHeld = { representations: representationsOf('0'.repeat(64), 1000, true) } as unknown as ServedDocument;
  expect(notHeld.representations.map(({ coding }) => coding)).toEqual(['gzip', 'identity']);
  expect(await codedAhead(notHeld)).toBe(notHeld);
});
