"""The rules of the lint: each looks at how a draft is built, and says what will be argued about."""
