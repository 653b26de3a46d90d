export { type Manifest, readManifest } from './runtime/manifest.ts';
export { createSandbox } from './runtime/sandbox.ts';
export type {
  CharacterSpec,
  ClientState,
  LogLine,
  NuiBridge,
  ResourceState,
  Sandbox,
  SandboxClient,
  SandboxDatabase,
  SandboxOptions,
  SandboxPlayer,
  Trace,
  TraceEvent,
  UntilOptions,
} from './runtime/types.ts';
