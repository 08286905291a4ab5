import { createServer } from 'node:net';
import { freePort } from '../../local/ports';

test('any free port', async () => {
  expect(await freePort()).toBeGreaterThan(1023);
});

test('the wanted port, or an error that says what to do', async () => {
  const wanted = await freePort();
  expect(await freePort(wanted)).toBe(wanted);
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(wanted, '127.0.0.1', resolve));
  await expect(freePort(wanted)).rejects.toThrow(`port ${wanted} of 127.0.0.1 is taken; choose another one`);
  server.close();
});
