enum DescriptorsModule {}
