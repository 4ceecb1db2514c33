# Coming with its pages.
