export function initializeApp(o) { return { project: o.projectId }; }
