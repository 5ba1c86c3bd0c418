// Times llama.cpp: reads a JSON request a line, writes a JSON answer a line.
//   node llama-cpp.mjs MODEL.gguf THREADS
//   -> {"ready": "llama.cpp ..."}
//   <- {"past": [tokens], "tokens": [tokens]}     appended to the past, each with its logits
//   -> {"nanos": 1234567, "cpuNanos": 2345678, "next": 42}     of the call alone: by the clock, and
//      on all cores together; and the most probable next token
import { createInterface } from "node:readline";
import { getLlama, LlamaLogLevel } from "node-llama-cpp";

const [path, threads] = [process.argv[2], Number(process.argv[3])];
const CONTEXT = 2048;

const llama = await getLlama({
  gpu: false,
  build: "never",
  maxThreads: threads,
  logLevel: LlamaLogLevel.error,
  logger: (level, message) => process.stderr.write(message),
});
const model = await llama.loadModel({ modelPath: path });
const context = await model.createContext({ contextSize: CONTEXT, batchSize: CONTEXT, threads });
const calls = context._ctx; // the calls themselves, without the queue that gathers several of them
calls.setThreads(threads);
const sampler = new llama._bindings.AddonSampler(model._model);
sampler.applyConfig({ temperature: 0 });

let held = []; // tokens whose keys and values are in the cache

/** Appends tokens, the last `outputs` of them with logits; tells the place of the last logits. */
async function append(tokens, outputs) {
  calls.initBatch(tokens.length);
  const rows = tokens.map((_, row) => row).slice(tokens.length - outputs);
  const places = calls.addToBatch(0, held.length, Uint32Array.from(tokens), Uint32Array.from(rows));
  await calls.decodeBatch();
  held = held.concat(tokens);
  return places[places.length - 1];
}

/** Leaves the past in the cache, and nothing else. */
async function become(past) {
  let same = 0;
  while (same < held.length && same < past.length && held[same] === past[same]) same++;
  if (same < held.length) {
    calls.removeTokenCellsFromSequence(0, same, -1);
    held = held.slice(0, same);
  }
  if (same < past.length) await append(past.slice(same), 1);
}

console.log(JSON.stringify({ ready: `llama.cpp (node-llama-cpp), ${context.currentThreads ?? threads} threads` }));
for await (const line of createInterface({ input: process.stdin })) {
  const { past, tokens } = JSON.parse(line);
  await become(past);
  const used = process.cpuUsage();
  const start = process.hrtime.bigint();
  const place = await append(tokens, tokens.length);
  const nanos = Number(process.hrtime.bigint() - start);
  const { user, system } = process.cpuUsage(used); // microseconds
  const next = await calls.sampleToken(place, sampler);
  console.log(JSON.stringify({ nanos, cpuNanos: (user + system) * 1000, next: Number(next) }));
}
process.exit(0);
