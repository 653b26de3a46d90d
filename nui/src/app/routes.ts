import type { Viewer } from '../../../shared/features/session/model.ts';

/** A place in the rail. */
export type Section = 'home' | 'requests' | 'catalogue' | 'studio';

const PATHS: { readonly [S in Section]: string } = {
  home: '/',
  requests: '/requests',
  catalogue: '/catalogue',
  studio: '/studio/requests',
};

/** What the rail offers to this person, in order. */
export function sectionsOf(viewer: Viewer): readonly { readonly section: Section; readonly path: string }[] {
  const client = viewer.permissions.includes('request.submit');
  const staff = viewer.permissions.includes('request.read');
  const sections: readonly (Section | false)[] = ['home', client && 'requests', 'catalogue', staff && 'studio'];
  return sections.filter((section) => section !== false).map((section) => ({ section, path: PATHS[section] }));
}

type StudioPart = 'requests' | 'services';

/** What the studio's area offers to this person, in order. */
export function studioPartsOf({
  permissions,
}: Pick<Viewer, 'permissions'>): readonly { readonly part: StudioPart; readonly path: string }[] {
  const parts: readonly (StudioPart | false)[] = [
    permissions.includes('request.read') && 'requests',
    permissions.includes('service.manage') && 'services',
  ];
  return parts.filter((part) => part !== false).map((part) => ({ part, path: `/studio/${part}` }));
}

/** The list that a page of the studio's area belongs to: what the first piece of its breadcrumb leads to. */
export const rootPath = (section: Section, path: string): string =>
  path.startsWith('/studio/services') ? '/studio/services' : sectionPath(section);

export function sectionOf(path: string): Section {
  if (path.startsWith('/studio')) return 'studio';
  if (path === '/requests/new' || path.startsWith('/catalogue')) return 'catalogue';
  return path.startsWith('/requests') ? 'requests' : 'home';
}

export const sectionPath = (section: Section): string => PATHS[section];
