/**
 * Turns the probability that a recogniser gave its token into the chance that the word is right: on words it is sure of it is a
 * little too sure, on words it doubts it is often right. Logistic in the log-odds (Platt 1999); the two numbers were fitted for
 * Moonshine tiny with beams on the 4,037 words of the shared recordings (docs/MODEL-CARD.md).
 */
export function calibrateConfidence(probability: number): number {
  const bounded = Math.min(0.999, Math.max(0.001, probability));
  const logOdds = Math.log(bounded / (1 - bounded));
  return 1 / (1 + Math.exp(-(SLOPE * logOdds + OFFSET)));
}

const SLOPE = 0.58;
const OFFSET = 0.89;
