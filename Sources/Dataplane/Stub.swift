enum DataplaneModule {}
