import { createRequire } from 'node:module';
import type * as ImageSize from 'image-size';
import type { PictureSize } from '../../article/article.ts';

const require = createRequire(import.meta.url);
/** Twenty modules, for articles that show pictures. */
let imageSize: typeof ImageSize.imageSize | undefined;

/** Values of the orientation in Exif (2.32, 4.6.4 A) with which a picture is shown lying on its side. */
const onItsSide = new Set([5, 6, 7, 8]);

/** As it is shown; undefined where its bytes do not say, or say nonsense: image-size throws on what it cannot read. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  imageSize ??= (require('image-size') as typeof ImageSize).imageSize;
  try {
    const { width, height, orientation = 1 } = imageSize(bytes);
    const sides = [width, height].map(Math.round);
    if (!sides.every((side) => side >= 1 && side <= 0xffff)) return undefined;
    const [across = 0, down = 0] = onItsSide.has(orientation) ? sides.reverse() : sides;
    return { width: across, height: down };
  } catch {
    return undefined;
  }
}
