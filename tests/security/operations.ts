/** One endpoint as its service describes it in `/docs-json`. */
export type Operation = { service: string; method: string; path: string; queries: string[]; hasBody: boolean };

type Described = {
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[]; requestBody?: unknown }>>;
};

/** Every endpoint of a running service. */
export const operationsOf = async (service: string, url: string): Promise<Operation[]> => {
  const { paths } = (await (await fetch(`${url}/docs-json`)).json()) as Described;
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { parameters = [], requestBody }]) => ({
      service,
      method: method.toUpperCase(),
      path,
      queries: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
      hasBody: requestBody !== undefined,
    })),
  );
};
