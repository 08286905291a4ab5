import { answerOf, meaningOf } from '../../../lambda/grants/answer';

const answer = (code: string, message = '') => ({ code, message });

test.each([
  ['ConcurrentModificationException', ''],
  ['OperationTimeoutException', ''],
  ['ThrottlingException', 'Rate exceeded'],
  ['InternalServiceException', ''],
  ['TimeoutError', ''],
  ['ECONNRESET', ''],
])('%s is tried again', (code, message) => {
  expect(meaningOf('grant', answer(code, message))).toBe('again');
  expect(meaningOf('revoke', answer(code, message))).toBe('again');
});

test.each([
  ['a policy that has not spread', 'AccessDeniedException', 'User is not authorized to perform'],
  ['a table or an authority that has not', 'EntityNotFoundException', 'Table not found'],
  [
    'the same in other words',
    'AccessDeniedException',
    'Resource does not exist or requester is not authorized to access',
  ],
  ['a role that has not', 'InvalidInputException', 'Invalid principal'],
])('%s may be there soon when granting', (_, code, message) => {
  expect(meaningOf('grant', answer(code, message))).toBe('soon');
});

test.each([
  ['nothing to revoke', 'No permissions revoked. Grantee a does not have: [SELECT]'],
  ['the same in other words', 'Permissions modification is invalid.'],
  ['a dead role', 'Invalid principal'],
])('%s is no failure when revoking', (_, message) => {
  expect(meaningOf('revoke', answer('InvalidInputException', message))).toBe('absent');
});

test('when revoking, not found may also mean not allowed', () => {
  expect(meaningOf('revoke', answer('EntityNotFoundException'))).toBe('unclear');
});

test('a denial is never taken for something that is gone', () => {
  expect(meaningOf('revoke', answer('AccessDeniedException', 'not authorized'))).toBe('soon');
});

test('an invalid modification is refused when granting', () => {
  expect(meaningOf('grant', answer('InvalidInputException', 'Permissions modification is invalid.'))).toBe('refused');
});

test('an error of our own is no answer', () => {
  expect(answerOf(new TypeError('undefined is not a function'))).toBeUndefined();
  expect(answerOf(Object.assign(new Error('m'), { name: 'X', $metadata: {} }))).toEqual({ code: 'X', message: 'm' });
  expect(answerOf(Object.assign(new Error('m'), { code: 'ECONNRESET' }))).toEqual({ code: 'ECONNRESET', message: 'm' });
});
