enum SOLModule {}
