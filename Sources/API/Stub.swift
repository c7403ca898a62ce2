enum APIModule {}
