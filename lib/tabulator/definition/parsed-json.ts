/** Plain data; the error tells whose text it is that is no JSON. */
// biome-ignore lint/suspicious/noExplicitAny: callers look at what they got
export function parsedJson(text: string, whose: string): any {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${whose} must be JSON, found that ${error.message}; correct it, or deploy the stack again`);
  }
}
