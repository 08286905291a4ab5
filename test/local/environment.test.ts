import { childEnvironment, localEnvironment } from '../../local/environment';

test('no AWS setting of the user reaches a child process', () => {
  const base = { PATH: '/bin', AWS_PROFILE: 'production', AWS_SESSION_TOKEN: 'secret' };
  const environment = childEnvironment(localEnvironment('http://127.0.0.1:4566'), base);
  expect(environment).toMatchObject({
    PATH: '/bin',
    AWS_ENDPOINT_URL: 'http://127.0.0.1:4566',
    AWS_REGION: 'us-east-1',
  });
  expect(environment.AWS_PROFILE).toBeUndefined();
  expect(environment.AWS_SESSION_TOKEN).toBeUndefined();
});
