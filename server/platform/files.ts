const resource = GetCurrentResourceName();

/** A file of the resource as text; null when it is missing. */
export const readOwnFile = (path: string): string | null => LoadResourceFile(resource, path) ?? null;

/** A server-only setting: secrets live here, never in a file that players could read. */
export const convar = (name: string): string => GetConvar(name, '');
