import type { WrittenLake } from './lake-file-shape';
import type { Problem } from './problem';

/** Limits of tags: https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html */
const TAG_KEY_LIMIT = 128;
const TAG_VALUE_LIMIT = 256;

/** What is wrong with the part of a file that is not the lake but its stack. */
export function filePartProblems({ env, tags = {} }: WrittenLake): Problem[] {
  return [
    ...environmentProblems(env ?? {}),
    ...Object.entries(tags).flatMap(([key, value]) => {
      const message = tagProblem(key, value);
      return message ? [{ path: ['tags', key], message }] : [];
    }),
  ];
}

function* environmentProblems({ account, region }: NonNullable<WrittenLake['env']>): Generator<Problem> {
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    yield {
      path: ['env', 'account'],
      message: `account must be 12 digits, found ${JSON.stringify(account)}; write it with its leading zeros`,
    };
  }
  if (region !== undefined && !/^[a-z]{2,}(-[a-z]+)+-\d+$/.test(region)) {
    yield {
      path: ['env', 'region'],
      message: `region must be the code of a region, found ${JSON.stringify(region)}; write for example us-east-1`,
    };
  }
}

function tagProblem(key: string, value: string): string | undefined {
  if (/^aws:/i.test(key)) return `tag keys must not begin with aws:, found ${JSON.stringify(key)}; choose another key`;
  if (key.length === 0 || key.length > TAG_KEY_LIMIT) {
    return `tag keys must have 1 to ${TAG_KEY_LIMIT} characters, found ${key.length} in ${JSON.stringify(key)}; shorten it`;
  }
  if (value.length > TAG_VALUE_LIMIT) {
    return `tag values must have at most ${TAG_VALUE_LIMIT} characters, found ${value.length} in ${JSON.stringify(value)}; shorten it`;
  }
  return undefined;
}
