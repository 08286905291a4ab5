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

describe('a denial that ends before it says what was not authorized', () => {
  const whole =
    'botocore.exceptions.ClientError: An error occurred (AccessDenied) when calling the GetObject operation: ' +
    'User: arn:aws:sts::123456789012:assumed-role/a/b is not authorized to perform: s3:GetObject on resource: x';
  const cuts = ['is not', 'is not autho', 'is not authorized to perform', 'authorized to perform: s3:'];

  test.each(cuts)('is told by the operation: … %s', (end) => {
    const text = whole.slice(0, whole.indexOf(end) + end.length);
    expect(diagnose(text)).toMatchObject({
      id: 'E44',
      action: 's3:GetObject',
      principal: 'arn:aws:sts::123456789012:assumed-role/a/b',
    });
  });

  test('and by nothing where the operation is of several services', () => {
    const text = whole.replace('(AccessDenied)', '(AccessDeniedException)').replace('GetObject', 'GetDatabase');
    expect(diagnose(text.slice(0, text.indexOf('authorized'))).id).toBe('none');
  });
});
