/** Up to this length a text is looked at as a whole. */
const WHOLE = 16_384;
/** Around a sign of failure: what a wrapper before it, or a resource and a stack behind it, take. */
const BEFORE = 1_500;
const BEHIND = 3_000;
/** Different passages that are looked at, from the end: what failed last is what people ask about. */
const MOST = 400;

/** What every known failure has at least one of. Literal, so that a log of many megabytes is read quickly. */
const SIGNS =
  /authori[sz]ed|nsufficient|stored view|ccess ?[Dd]enied|_NOT_FOUND|does not exist|HIVE_|_VIEW|VIEW_IS|is stale|cannot be resolved|hrottl|Rate exceeded|TooManyRequests|SlowDown|Slow Down|request rate|MetaException|LambdaFunction|ermission denied|output bucket|output location|WorkGroup|Workgroup|wildcard is not|modification is invalid|IAM_ALLOWED|ConcurrentMod|IDEMPOTENT|dempotent|Name is null|not found|not allowed|Multi Dialect|ciphertext|explicit|external_location|privilege|because no|Illegal comb|ErrorType|KMS/g;

/** The passages of a text that may tell of a failure, the last first; the text itself where it is short. */
export function failurePassages(text: string): string[] {
  if (text.length <= WHOLE) return [text];
  const passages: string[] = [];
  const seen = new Set<string>();
  let start = -1;
  let end = -1;
  const close = () => {
    if (start < 0) return;
    const passage = text.slice(start, end);
    const kind = passage.replace(/[0-9a-f]{4,}|\d+/g, '#').slice(0, 6_000);
    if (!seen.has(kind)) {
      seen.add(kind);
      passages.push(passage);
      if (passages.length > MOST) passages.shift();
    }
  };
  for (const { index } of text.matchAll(SIGNS)) {
    if (start >= 0 && index < end && index + BEHIND - start <= WHOLE) {
      end = Math.min(text.length, index + BEHIND);
      continue;
    }
    close();
    start = Math.max(0, index - BEFORE, end);
    end = Math.min(text.length, index + BEHIND);
    start = Math.min(start, index);
  }
  close();
  return passages.reverse();
}
