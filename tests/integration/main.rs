mod cpu_renderer;
mod screen;
mod snapshots;

