// Draws icon.png: a letter T, and below it a wave that turns from red to green.
import { writeFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

const SIZE = 256;
const SAMPLES = 4; // a side, so that edges are smooth

const INK = [29, 42, 68, 255];
const PAPER = [255, 255, 255, 255];
const RED = [239, 83, 80, 255];
const GREEN = [102, 187, 106, 255];
const NOTHING = [0, 0, 0, 0];

/** Whether (x, y) lies in the rectangle from (left, top) to (right, bottom) with round corners. */
function inBox(x, y, [left, top, right, bottom], radius) {
  const dx = Math.max(left + radius - x, 0, x - right + radius);
  const dy = Math.max(top + radius - y, 0, y - bottom + radius);
  return dx * dx + dy * dy <= radius * radius;
}

/** The middle of the wave under the letter, as points close to each other. */
const WAVE = Array.from({ length: 301 }, (_, i) => [54 + i / 2, 200 + 11 * Math.sin(((i / 2) * Math.PI) / 25)]);

function onWave(x, y) {
  return Math.abs(y - 200) < 20 && WAVE.some(([px, py]) => Math.hypot(x - px, y - py) <= 6.5);
}

/** The colour (red, green, blue, opacity) at a point. */
function colour(x, y) {
  if (!inBox(x, y, [0, 0, SIZE, SIZE], 52)) return NOTHING;
  if (inBox(x, y, [64, 48, 192, 76], 6) || inBox(x, y, [113, 48, 143, 168], 6)) return PAPER;
  if (onWave(x, y)) return x < 128 ? RED : GREEN;
  return INK;
}

function pixel(column, row) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < SAMPLES * SAMPLES; i++) {
    const x = column + ((i % SAMPLES) + 0.5) / SAMPLES;
    const y = row + (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    const [red, green, blue, opacity] = colour(x, y);
    [red, green, blue].forEach((value, channel) => (sum[channel] += value * opacity));
    sum[3] += opacity;
  }
  const opacity = sum[3] || 1;
  return [sum[0] / opacity, sum[1] / opacity, sum[2] / opacity, sum[3] / (SAMPLES * SAMPLES)].map(Math.round);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
}

const header = Buffer.alloc(13);
header.writeUInt32BE(SIZE, 0);
header.writeUInt32BE(SIZE, 4);
header.set([8, 6, 0, 0, 0], 8); // 8 bits a channel, red-green-blue-opacity
const columns = Array.from({ length: SIZE }, (_, column) => column);
const rows = columns.map((row) => [0, ...columns.flatMap((column) => pixel(column, row))]);
writeFileSync(
  "icon.png",
  Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(Buffer.from(rows.flat()), { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]),
);
