import { filled } from '../../lib/verification/deployed-names';
import type { VerificationPlan } from '../../lib/verification/verification-plan';
import { readVerificationPlan } from '../../lib/verification/verification-plan-text';
import type { VerificationProperties } from './request';
import type { Workplace } from './workplace';

/** The plan of a deployment, with the names that only the deployment knew; nothing where the plan itself is gone. */
export async function planned(
  { plan, names }: VerificationProperties,
  { ports }: Pick<Workplace, 'ports'>,
): Promise<VerificationPlan | undefined> {
  const text = await ports.objects.read(plan.bucket, plan.key);
  return text === undefined ? undefined : readVerificationPlan(filled(text, names));
}
