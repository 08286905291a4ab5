import { createServer } from 'node:net';

const LOOPBACK = '127.0.0.1';

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ host: LOOPBACK, port, exclusive: true }, () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : port));
    });
  });
}

/** A port of 127.0.0.1 nobody listens on: the wanted one, or any when none is asked for. */
export async function freePort(wanted?: number): Promise<number> {
  try {
    return await listen(wanted ?? 0);
  } catch (error) {
    if (wanted === undefined) throw error;
    throw new Error(`port ${wanted} of ${LOOPBACK} is taken; choose another one, or end what listens there`, {
      cause: error,
    });
  }
}
