vuetifyThemes = {
  light: { dark: false, colors: { primary: '#005a8c' } },
  dark: { dark: true, colors: { primary: '#56b4e9' } },
};
// Unless somebody has chosen, follow the computer's own setting.
if (!window.localStorage.getItem(':solara:theme.variant')) {
  theme.variant = window.matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  document.getElementById('app').classList.remove('theme--light', 'theme--dark');
  document.getElementById('app').classList.add('theme--' + theme.variant);
}
