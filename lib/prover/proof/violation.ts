/** Something in which synthesized policies differ from the declaration. */
export interface Violation {
  /** `missing`: a call that must work does not. `excess`: one may be made that is not declared. `exposed`: results are open. `unclear`: nobody can tell. */
  readonly kind: 'missing' | 'excess' | 'exposed' | 'unclear';
  readonly role: string;
  /** The action and what it is asked of. */
  readonly call: string;
  /** The statement that allows or denies; none where none does. */
  readonly statement?: string;
  /** What it was declared for, or the statement: several calls with one cause have it in common. */
  readonly about: string;
  /** Rule, what was found, what to do. */
  readonly message: string;
}
