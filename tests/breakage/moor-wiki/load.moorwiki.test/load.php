body { margin: 0; background: #f1f3f0; font: 15px/1.55 sans-serif; color: #222; }
#side { float: left; width: 9rem; padding: 1.2rem; }
#content { margin-left: 11rem; background: #fff; border-left: 1px solid #b3bfae; padding: 1rem 1.6rem; min-height: 100vh; }
h1, h2 { font-family: Georgia, serif; font-weight: normal; border-bottom: 1px solid #b3bfae; }
.sub { font-size: .85rem; color: #667; }
.thumb { float: right; clear: right; width: 250px; border: 1px solid #ccc; background: #f8f9f7; padding: 4px; font-size: .8rem; margin: 0 0 1rem 1rem; }
a { color: #2a6b3a; text-decoration: none; }
