// Prints how llama.cpp tokenizes texts and how probable it finds each token, as JSON:
//
//   npm install --ignore-scripts && node logits.mjs FILE.gguf TEXTS.json
//
// TEXTS.json is a list of texts. For each of them {tokens, logProbs, topTokens, topLogProbs}
// where logProbs[i] is the natural logarithm of P(tokens[i] | tokens before it), null for the first,
// and topTokens and topLogProbs are the likeliest next tokens after each token.

import {readFile} from "node:fs/promises";
import {getLlama, GgmlType} from "node-llama-cpp";

const TOP = 3;
const MAXIMUM_TOKENS = 512;

const [modelPath, textsPath] = process.argv.slice(2);
const llama = await getLlama({gpu: false, build: "never", maxThreads: 1, logLevel: "error"});
const model = await llama.loadModel({modelPath});
const context = await model.createContext({
  contextSize: MAXIMUM_TOKENS,
  flashAttention: false,
  experimentalKvCacheKeyType: GgmlType.F32, // llama.cpp's default of F16 rounds
  experimentalKvCacheValueType: GgmlType.F32,
});
const sequence = context.getSequence();
const results = [];
for (const text of JSON.parse(await readFile(textsPath, "utf8"))) {
  const tokens = model.tokenize(text, false);
  await sequence.clearHistory();
  const outputs = await sequence.controlledEvaluate(
    tokens.map((token) => [token, {generateNext: {logits: true}}]),
  );
  results.push(scored(tokens, outputs));
}
console.log(JSON.stringify({llamaCpp: llama.llamaCppRelease.release, results}));
await llama.dispose();

function scored(tokens, outputs) {
  const logProbs = [null], topTokens = [], topLogProbs = [];
  outputs.forEach(({next: {logits}}, index) => {
    const likeliest = [...logits.entries()].sort((a, b) => b[1] - a[1]);
    const highest = likeliest[0][1];
    let sum = 0;
    for (const [, logit] of likeliest) sum += Math.exp(logit - highest);
    const normalizer = highest + Math.log(sum);
    if (index + 1 < tokens.length) logProbs.push(logits.get(tokens[index + 1]) - normalizer);
    topTokens.push(likeliest.slice(0, TOP).map(([token]) => token));
    topLogProbs.push(likeliest.slice(0, TOP).map(([, logit]) => logit - normalizer));
  });
  return {tokens: [...tokens], logProbs, topTokens, topLogProbs};
}
