import { diagnose } from '../../lib/diagnosis/diagnose';
import { NO_DIAGNOSIS } from '../../lib/diagnosis/no-diagnosis';
import { brokenAt, PASTES } from './pastes';
import { UNKNOWN } from './unknown-texts';

test.each(UNKNOWN)('no known failure: %s', (text) => {
  expect(diagnose(text)).toEqual(NO_DIAGNOSIS);
});

test.each(Object.entries(PASTES))('nor is it one when pasted %s', (_, paste) => {
  for (const text of UNKNOWN) expect([text, diagnose(paste(text)).id]).toEqual([text, 'none']);
});

test.each([30, 40, 60, 80])('nor is it one when broken at %i', (width) => {
  for (const text of UNKNOWN) expect([text, diagnose(brokenAt(width)(text)).id]).toEqual([text, 'none']);
});

test('nothing is said that was not in the text', () => {
  const { cause: _cause, fix, document: _document, ...rest } = diagnose('ok');
  expect(rest).toEqual({
    id: 'none',
    chain: [],
    annotations: [],
    permission: null,
    layer: null,
    principal: null,
    action: null,
    resource: null,
    view: null,
    viewChain: [],
    deny: null,
    confidence: null,
    matched: null,
  });
  expect([fix.iam, fix.lakeFormation, fix.config]).toEqual([[], [], null]);
});
