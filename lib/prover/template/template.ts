/** A resource as a synthesized template has it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

/** A synthesized template, with those of its nested stacks. */
export interface TemplateTree {
  readonly resources: Readonly<Record<string, TemplateResource>>;
  /** Parameters with a default; what a nested stack is given wins. */
  readonly parameters?: Readonly<Record<string, { readonly Type?: string; readonly Default?: unknown }>>;
  readonly outputs?: Readonly<Record<string, { readonly Value?: unknown }>>;
  /** By the logical id of the `AWS::CloudFormation::Stack` in `resources`. */
  readonly nested?: Readonly<Record<string, TemplateTree>>;
}

interface TemplateFile {
  readonly Resources?: TemplateTree['resources'];
  readonly Parameters?: TemplateTree['parameters'];
  readonly Outputs?: TemplateTree['outputs'];
}

/**
 * The tree that a synthesized template is the root of.
 *
 * @param file the template, parsed
 * @param open gives the template of a nested stack, by its logical id; a stack within it follows that id and a dot
 */
export function templateTree(file: object, open: (logicalId: string) => object, prefix = ''): TemplateTree {
  const { Resources: resources = {}, Parameters: parameters, Outputs: outputs } = file as TemplateFile;
  const ids = Object.keys(resources).filter((id) => resources[id].Type === 'AWS::CloudFormation::Stack');
  const nested = ids.map((id) => [id, templateTree(open(prefix + id), open, `${prefix}${id}.`)] as const);
  return { resources, parameters, outputs, nested: Object.fromEntries(nested) };
}
