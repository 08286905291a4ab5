/** Plain data; the error tells whose text it is that is no JSON. */
export function parsedJson(text: string, whose: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Error(`${whose} must be JSON, found that ${error.message}; correct it, or deploy the stack again`);
  }
}
