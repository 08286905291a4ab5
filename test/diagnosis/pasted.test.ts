import { diagnose } from '../../lib/diagnosis/diagnose';
import { CATALOGUE_EXAMPLES } from './catalogue-examples';
import { brokenAt, PASTES, quotedAt, wrappedAt } from './pastes';

/** Texts that say too little to survive a stranger's words around them. */
const WHOLE = CATALOGUE_EXAMPLES.filter(({ message }) => !/^(?:with an explicit|because no|\{|AWSKMS)/.test(message));

const told = (text: string) => {
  const { id, chain, permission } = diagnose(text);
  return { id, chain, permission };
};

describe.each(Object.entries(PASTES))('%s', (_, paste) => {
  test.each(WHOLE.map(({ id, message }) => [id, message] as const))('%s: %s', (_id, message) => {
    expect(told(paste(message))).toEqual(told(message));
  });
});

const WIDTHS = [37, 40, 53, 60, 64, 72, 76, 79, 80, 97, 100, 120];

describe.each(WIDTHS)('at width %i', (width) => {
  const ways = { broken: brokenAt(width), wrapped: wrappedAt(width), quoted: quotedAt(width) };
  test.each(Object.entries(ways))('a message %s is the same message', (_, way) => {
    for (const { message } of WHOLE) {
      expect([way(message), told(way(message))]).toEqual([way(message), told(message)]);
    }
  });

  test('what a broken message names is whole again', () => {
    for (const { message } of WHOLE.filter((each) =>
      /not authorized to perform: \w+:\w+ on resource: \S/.test(each.message),
    )) {
      const { principal, action, resource } = diagnose(message);
      const found = diagnose(brokenAt(width)(message));
      expect({ principal: found.principal, action: found.action, resource: found.resource }).toEqual({
        principal,
        action,
        resource,
      });
    }
  });
});
