enum OpenFlowModule {}
