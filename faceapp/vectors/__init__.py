"""Vector indexes behind the port `VectorIndex`: one in RAM answers, one on disk stores."""
