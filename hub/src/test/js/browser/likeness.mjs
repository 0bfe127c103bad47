// SPDX-License-Identifier: Apache-2.0
// Whether two pictures show the same, whatever the font. Done in a page, as browsers can read PNG.

/** A part of a picture in which text is but a tint, in pixels of the smaller one; and how much of 255 makes it another tint. */
const CELL = [40, 8];
const DIFFERENT = 5;
const MOST_DIFFERENT = 0.1;
const SMALLER = 3;

/** A third as wide and high, as PNG. */
export async function smaller(paper, png) {
  const url = await paper.evaluate(async ([data, times]) => {
    const picture = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = document.createElement('canvas');
    [canvas.width, canvas.height] = [Math.round(picture.width / times), Math.round(picture.height / times)];
    const context = canvas.getContext('2d', { alpha: false });
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    return canvas.toDataURL('image/png');
  }, [dataUrl(png), SMALLER]);
  return Buffer.from(url.slice(url.indexOf(',') + 1), 'base64');
}

/** Two PNGs of the same size; answers {isAlike, text}. */
export async function likeness(paper, one, other) {
  const share = await paper.evaluate(differing, [dataUrl(one), dataUrl(other), CELL, DIFFERENT]);
  return { isAlike: share < MOST_DIFFERENT, text: `${(share * 100).toFixed(1)} % differ` };
}

/** In the page: the share of cells whose mean colours differ. */
async function differing([one, other, [width, height], much]) {
  const means = async (data) => {
    const picture = await createImageBitmap(await (await fetch(data)).blob());
    const canvas = new OffscreenCanvas(picture.width, picture.height);
    const context = canvas.getContext('2d');
    context.drawImage(picture, 0, 0);
    const pixels = context.getImageData(0, 0, picture.width, picture.height).data;
    const columns = Math.ceil(picture.width / width);
    const sums = new Float64Array(columns * Math.ceil(picture.height / height) * 4);
    for (let y = 0; y < picture.height; y++) {
      for (let x = 0; x < picture.width; x++) {
        const cell = (Math.floor(y / height) * columns + Math.floor(x / width)) * 4;
        const pixel = (y * picture.width + x) * 4;
        for (let i = 0; i < 3; i++) {
          sums[cell + i] += pixels[pixel + i];
        }
        sums[cell + 3]++;
      }
    }
    return sums;
  };
  const [a, b] = [await means(one), await means(other)];
  if (a.length !== b.length) {
    return 1;
  }
  let different = 0;
  for (let cell = 0; cell < a.length; cell += 4) {
    const by = [0, 1, 2].map((i) => Math.abs(a[cell + i] / a[cell + 3] - b[cell + i] / b[cell + 3]));
    different += Math.max(...by) > much;
  }
  return different / (a.length / 4);
}

function dataUrl(png) {
  return `data:image/png;base64,${png.toString('base64')}`;
}
