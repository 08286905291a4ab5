import type { LakeFormationClient } from '@aws-sdk/client-lakeformation';
import type { AdministratorStep } from '../../lib/access/administrator-step';

/** `skipped`: what it is about is not there. */
export type StepEnd = 'made' | 'already so' | 'skipped';

/** Makes the calls of steps, one after the other; each may be made as often as one likes. */
export class StepMaker {
  public static async create(region?: string): Promise<StepMaker> {
    // Loaded here because the SDK takes a while, which no other command should wait for.
    const { LakeFormationClient } = await import('@aws-sdk/client-lakeformation');
    const chosen = region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
    return new StepMaker(new LakeFormationClient({ region: chosen, maxAttempts: 8 }));
  }

  public constructor(private readonly client: LakeFormationClient) {}

  public async make(step: AdministratorStep): Promise<StepEnd> {
    try {
      await this.call(step);
      return 'made';
    } catch (error) {
      const end = error instanceof Error ? harmless(step, error) : undefined;
      if (end) return end;
      throw error;
    }
  }

  private async call({ operation, input }: AdministratorStep): Promise<unknown> {
    const sdk = await import('@aws-sdk/client-lakeformation');
    const { client } = this;
    // The steps have the shapes of these requests; one type for all of them would say less than their construction does.
    const request = input as never;
    switch (operation) {
      case 'grant-permissions':
        return client.send(new sdk.GrantPermissionsCommand(request));
      case 'revoke-permissions':
        return client.send(new sdk.RevokePermissionsCommand(request));
      case 'register-resource':
        return client.send(new sdk.RegisterResourceCommand(request));
      case 'create-lake-formation-opt-in':
        return client.send(new sdk.CreateLakeFormationOptInCommand(request));
      case 'delete-lake-formation-opt-in':
        return client.send(new sdk.DeleteLakeFormationOptInCommand(request));
    }
  }

  public end(): void {
    this.client.destroy();
  }
}

function harmless({ operation, input }: AdministratorStep, error: Error): StepEnd | undefined {
  const { name, message } = error;
  if (name === 'AlreadyExistsException' || /already (exists|registered|opted)/i.test(message)) return 'already so';
  const revoking = operation === 'revoke-permissions' || operation === 'delete-lake-formation-opt-in';
  if (revoking && /No permissions revoked|Permissions modification is invalid|invalid principal/i.test(message)) {
    return 'already so';
  }
  if (name !== 'EntityNotFoundException') return undefined;
  const aboutDefault = JSON.stringify(input.Resource) === JSON.stringify({ Database: { Name: 'default' } });
  return revoking || aboutDefault ? 'skipped' : undefined;
}
