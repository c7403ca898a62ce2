enum VNFMModule {}
