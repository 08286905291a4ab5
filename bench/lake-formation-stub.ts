import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Entry {
  readonly Id?: string;
  readonly Principal: { readonly DataLakePrincipalIdentifier: string };
  readonly Resource: object;
  readonly Permissions: readonly string[];
}

/** Lake Formation and S3 as far as granting needs them, with the latency of a network; it refuses nothing. */
export class LakeFormationStub {
  /** Calls of Lake Formation by name. */
  public calls: Record<string, number> = {};
  private readonly held = new Map<string, Map<string, Entry>>();
  private readonly objects = new Map<string, string>();
  private readonly server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const { status, text } = this.answer(request.method ?? '', request.url ?? '', body);
      setTimeout(() => response.writeHead(status, { 'content-type': 'application/json' }).end(text), this.latencyMs);
    });
  });

  constructor(private readonly latencyMs: number) {}

  public async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  public stop(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  public put(bucket: string, key: string, text: string): void {
    this.objects.set(`/${bucket}/${key}`, text);
  }

  public grant(entry: Entry): void {
    const who = entry.Principal.DataLakePrincipalIdentifier;
    const own = this.held.get(who) ?? new Map();
    this.held.set(who, own.set(JSON.stringify(entry.Resource), entry));
  }

  private answer(method: string, url: string, body: string): { status: number; text: string } {
    const [where, query = ''] = url.split('?');
    const name = where.slice(1);
    if (/^[A-Z]\w+$/.test(name) && method === 'POST') {
      this.calls[name] = (this.calls[name] ?? 0) + 1;
      return { status: 200, text: JSON.stringify(this.called(name, JSON.parse(body))) };
    }
    if (method === 'PUT') this.objects.set(where, body);
    if (method === 'GET' && !query.includes('versions')) {
      const text = this.objects.get(where);
      return text === undefined
        ? { status: 404, text: '<Error><Code>NoSuchKey</Code></Error>' }
        : { status: 200, text };
    }
    return { status: 200, text: method === 'GET' ? '<ListVersionsResult></ListVersionsResult>' : '' };
  }

  private called(name: string, request: { Entries?: Entry[] } & Partial<Entry> & { NextToken?: string }): object {
    for (const entry of request.Entries ?? []) {
      if (name === 'BatchGrantPermissions') this.grant(entry);
      else this.held.get(entry.Principal.DataLakePrincipalIdentifier)?.delete(JSON.stringify(entry.Resource));
    }
    if (name === 'GetDataLakeSettings') return { DataLakeSettings: { CreateTableDefaultPermissions: [] } };
    if (name === 'GrantPermissions') this.grant(request as Entry);
    if (name !== 'ListPermissions') return { Failures: [] };
    const all = [...(this.held.get(request.Principal?.DataLakePrincipalIdentifier ?? '')?.values() ?? [])];
    const start = Number(request.NextToken ?? 0);
    const next = start + 1000 < all.length ? { NextToken: String(start + 1000) } : {};
    return { PrincipalResourcePermissions: all.slice(start, start + 1000), ...next };
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}
