/**
 * Word times from cross-attention: a monotonic path (dynamic time warping) through the rows of attention that each token paid to
 * the audio, as Whisper's word timestamps do it. `attention` is tokens x frames, row after row, each row summing to about 1.
 * Returns the frame at which each token begins, and the frame after the last token's end.
 */
export function alignTokens(attention: Float32Array, tokens: number, frames: number): Int32Array {
  const starts = new Int32Array(tokens + 1);
  if (tokens === 0 || frames === 0) return starts;
  const cost = normalisedCost(attention, tokens, frames);
  // total[t][f]: cheapest path that has token t cover frame f. A token covers at least one frame where there are enough.
  const total = new Float64Array(tokens * frames).fill(Infinity);
  const cameFromToken = new Uint8Array(tokens * frames);
  for (let t = 0; t < tokens; t++) {
    for (let f = 0; f < frames; f++) {
      const at = t * frames + f;
      const stay = f > 0 ? total[at - 1]! : Infinity;
      const advance = t > 0 && f > 0 ? total[at - frames - 1]! : Infinity;
      // More tokens than frames: several may share one.
      const share = t > 0 && tokens > frames ? total[at - frames]! : Infinity;
      const start = t === 0 && f === 0 ? 0 : Infinity;
      const best = Math.min(stay, advance, share, start);
      cameFromToken[at] = best === advance ? 1 : best === share && best !== stay ? 2 : 0;
      total[at] = best + cost[at]!;
    }
  }
  let t = tokens - 1;
  let f = frames - 1;
  starts[tokens] = frames;
  while (t > 0 || f > 0) {
    const step = cameFromToken[t * frames + f]!;
    if (step === 0) {
      if (f === 0) break;
      f--;
      continue;
    }
    starts[t] = f;
    t--;
    if (step === 1) f--;
  }
  starts[0] = 0;
  return starts;
}

/** Attention, standardised over the tokens for each frame (so that frames everyone looks at count little), smoothed, negated. */
function normalisedCost(attention: Float32Array, tokens: number, frames: number): Float32Array {
  const cost = new Float32Array(tokens * frames);
  for (let f = 0; f < frames; f++) {
    let sum = 0;
    let squares = 0;
    for (let t = 0; t < tokens; t++) {
      const value = attention[t * frames + f]!;
      sum += value;
      squares += value * value;
    }
    const mean = sum / tokens;
    const deviation = Math.sqrt(Math.max(1e-12, squares / tokens - mean * mean));
    for (let t = 0; t < tokens; t++) cost[t * frames + f] = -(attention[t * frames + f]! - mean) / deviation;
  }
  const smooth = new Float32Array(frames);
  for (let t = 0; t < tokens; t++) {
    const row = cost.subarray(t * frames, (t + 1) * frames);
    for (let f = 0; f < frames; f++) {
      const before = row[Math.max(0, f - 1)]!;
      const after = row[Math.min(frames - 1, f + 1)]!;
      smooth[f] = (before + row[f]! + after) / 3;
    }
    row.set(smooth);
  }
  return cost;
}
