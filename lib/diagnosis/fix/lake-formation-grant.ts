/** A grant of Lake Formation to make, as far as a message tells. */
export interface LakeFormationGrant {
  /** ARN of the role (never of its session), as Lake Formation takes it. */
  readonly principal: string | null;
  readonly database?: string | null;
  readonly table?: string;
  readonly columns?: readonly string[];
  /** ARN of a registered location. */
  readonly location?: string;
  /** The Data Catalog itself. */
  readonly catalog?: true;
  readonly privileges: readonly string[];
}
